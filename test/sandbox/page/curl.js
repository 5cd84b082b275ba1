const line = document.querySelector("#curl-line");
const copy = document.querySelector("#curl-copy");

let world;

/** Offers a command that sends a customer's message unsigned, each time with an id of its own. */
export function showCurl(section) {
  world = section;
  line.value = commandFor(world);
}

copy.addEventListener("click", async () => {
  line.select();
  await navigator.clipboard.writeText(line.value);
  copy.textContent = "Copied";
  // The same id again would be a duplicate, and change nothing.
  setTimeout(() => {
    copy.textContent = "Copy";
    line.value = commandFor(world);
  }, 1500);
});

function commandFor({ accountSid, whatsappNumber, customers }) {
  const fields = {
    MessageSid: `SM${crypto.randomUUID().replaceAll("-", "")}`,
    AccountSid: accountSid,
    From: customers[0].address,
    To: `whatsapp:${whatsappNumber}`,
    ProfileName: customers[0].name,
    Body: "My invoice 123 is wrong",
  };
  const options = Object.entries(fields).map(([name, value]) => `--data-urlencode "${name}=${value}"`);
  return `curl ${window.location.origin}/api/twilio/whatsapp ${options.join(" ")}`;
}
