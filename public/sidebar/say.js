const said = document.querySelector("#said");
const failed = document.querySelector("#failed");
const retry = document.querySelector("#retry");

let about = null;
let again = null;
retry.addEventListener("click", () => {
  const what = again;
  forgive();
  // The button is gone: whoever pressed it by keyboard goes on from the top.
  document.querySelector("#sidebar").focus();
  void what?.();
});

/** Tells what was done. */
export function say(sentence) {
  forgive();
  // The same sentence twice is news as well.
  said.textContent = "";
  said.textContent = sentence;
}

/** A sentence that is over now, where nothing else was said since. */
export function unsay(sentence) {
  if (said.textContent === sentence) said.textContent = "";
}

/** Tells why `what` was not, or may not have been, done; and offers `tryAgain`. */
export function sayFailure({ message }, { what = "act", tryAgain = null } = {}) {
  // What an agent asked for is theirs to try again, whatever the page finds meanwhile.
  if (what === "load" && about === "act") return;
  said.textContent = "";
  about = what;
  again = tryAgain;
  retry.hidden = tryAgain === null;
  // Said once, however often it is found.
  if (failed.textContent !== message) failed.textContent = message;
}

/** What was said of a failure is over: of any, or of one of that kind alone. */
export function forgive(what = about) {
  if (what !== about) return;
  failed.textContent = "";
  about = null;
  again = null;
  retry.hidden = true;
}
