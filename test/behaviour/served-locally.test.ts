import { once } from "node:events";
import { waitUntil } from "@vercel/functions";
import { expect } from "vitest";
import { head, test } from "../support/served.ts";

test.for([
  "/a%7Eb/%2f%2F/c~d?x=%7e&y=%C3%a4&z=a+b%20c&&e=",
  "//double//slash/",
  "/console/(1)!*?q=@:,;$",
  "/?a=b?c=d&log=1",
])("%s reaches the function byte by byte", async (target, { served }) => {
  served.handle = ({ url }) => new Response(`<${url}>`);
  const line = await served.dial();
  line.say(head(`GET ${target} HTTP/1.1`));
  expect(await line.until(">")).toContain(`<http://tickline.example${target}>`);
});

test("what stands before the functions says who calls, whatever the caller claims", async ({ served }) => {
  const names = [
    "x-forwarded-proto",
    "x-forwarded-host",
    "x-forwarded-for",
    "x-real-ip",
    "x-vercel-id",
    "x-own",
  ];
  served.handle = ({ headers }) => Response.json(names.map((name) => headers.get(name)));
  const claims = names.map((name) => `${name}: claimed`);
  const line = await served.dial();
  line.say(head("GET / HTTP/1.1", ...claims, "X-Own: twice"));
  const [, said = ""] = (await line.until("]")).split("\r\n\r\n");
  expect(JSON.parse(said.slice(said.indexOf("["), said.indexOf("]") + 1))).toEqual([
    "http",
    "tickline.example",
    "127.0.0.1",
    "127.0.0.1",
    expect.stringMatching(/^dev1::/),
    "claimed, twice",
  ]);
});

test("a tunnel's https is passed on", async ({ served }) => {
  served.handle = ({ url, headers }) => new Response(`<${url} ${headers.get("x-forwarded-proto")}>`);
  const line = await served.dial();
  line.say(head("GET /x HTTP/1.1", "X-Forwarded-Proto: https"));
  expect(await line.until(">")).toContain("<https://tickline.example/x https>");
});

test.for([
  ["a host that is none", ["GET / HTTP/1.1", "Host: a b", "", ""]],
  ["a host with a password", ["GET / HTTP/1.1", "Host: ana:secret@tickline.example", "", ""]],
  ["OPTIONS *", head("OPTIONS * HTTP/1.1")],
  ["a proxy's request", head("GET http://elsewhere.example/ HTTP/1.1")],
] as const)("%s is refused before anybody is asked", async ([, said], { served }) => {
  let asked = 0;
  served.handle = () => new Response(String(++asked));
  const line = await served.dial();
  line.say([...said]);
  expect(await line.until("\r\n\r\n")).toMatch(/^HTTP\/1.1 400 /);
  expect(asked).toBe(0);
});

test("headers above the limit are refused", async ({ served }) => {
  const line = await served.dial();
  line.say(head("GET / HTTP/1.1", `X-Long: ${"a".repeat(20_000)}`));
  expect(await line.until("\r\n\r\n")).toMatch(/^HTTP\/1.1 431 /);
});

test.for([
  ["announces", () => new Response("too large", { status: 413 })],
  [
    "has begun to send",
    async (request: Request) => {
      for await (const _ of request.body ?? []) break;
      return new Response("too large", { status: 413 });
    },
  ],
] as const)("a body that a sender %s is refused before it is there", async ([, handle], { served }) => {
  served.handle = handle;
  const line = await served.dial();
  line.say(head("POST / HTTP/1.1", "Content-Length: 100000000"));
  line.socket.write("a".repeat(100_000));
  expect(await line.until("too large")).toMatch(/^HTTP\/1.1 413 /);
  // The rest would be taken for the next request: the connection ends.
  if (!line.socket.closed) await once(line.socket, "close");
});

test("a body that nobody reads is not the connection's next request", async ({ served }) => {
  const hidden = head("GET /hidden HTTP/1.1").join("\r\n");
  served.handle = ({ url }) => new Response(`<${new URL(url).pathname}>`);
  const line = await served.dial();
  line.say(head("POST /first HTTP/1.1", `Content-Length: ${hidden.length}`));
  line.socket.write(hidden);
  await line.until("</first>");
  line.say(head("GET /second HTTP/1.1"));
  // The connection ends with it, or goes on with what comes next.
  await line.until("</second>").catch(() => {});
  expect(line.heard()).not.toContain("hidden");
});

test("a body that is shorter than it was announced is none", async ({ served }) => {
  const read = new Promise((resolve) => {
    served.handle = async (request) => {
      resolve(await request.arrayBuffer().then(String, () => "refused"));
      return new Response();
    };
  });
  const line = await served.dial();
  line.say(head("POST / HTTP/1.1", "Content-Length: 100"));
  line.socket.write("Body=half");
  line.socket.end();
  expect(await read).toBe("refused");
});

test("a body is read while it is sent", async ({ served }) => {
  const line = await served.dial();
  served.handle = async (request) => {
    let whole = "";
    for await (const part of request.body ?? []) {
      whole += Buffer.from(part);
      if (whole === "one,") line.say(["4", "two.", "0", "", ""]);
    }
    return new Response(`<${whole}>`);
  };
  line.say(head("POST / HTTP/1.1", "Transfer-Encoding: chunked"));
  line.say(["4", "one,", ""]);
  expect(await line.until(">")).toContain("<one,two.>");
});

test("an answer is sent while it is made, its headers first, and ends when its reader goes", async ({
  served,
}) => {
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  const canceled = new Promise<void>((resolve) => {
    const start = (controller: typeof stream) => {
      stream = controller;
    };
    const body = new ReadableStream({ start, cancel: () => resolve() });
    served.handle = () => new Response(body, { headers: { "content-type": "text/event-stream" } });
  });
  const line = await served.dial();
  line.say(head("GET / HTTP/1.1"));
  expect(await line.until("\r\n\r\n")).toContain("text/event-stream");
  stream?.enqueue(Buffer.from("data: 1\n\n"));
  await line.until("data: 1");
  stream?.enqueue(Buffer.from("data: 2\n\n"));
  await line.until("data: 2");
  line.socket.destroy();
  await canceled;
});

test("an answer waits for its reader", async ({ served }) => {
  let made = 0;
  const canceled = new Promise<void>((resolve) => {
    const pull = (it: ReadableStreamDefaultController<Uint8Array>) => {
      made += 1;
      if (made < 5_000) it.enqueue(new Uint8Array(100_000));
      else it.close();
    };
    served.handle = () => new Response(new ReadableStream({ pull, cancel: () => resolve() }));
  });
  const line = await served.dial();
  line.socket.pause();
  line.say(head("GET / HTTP/1.1"));
  let before = -1;
  // Until the buffers on the way are full.
  while (made !== before || made === 0) {
    before = made;
    for (let n = 0; n < 200; n += 1) await new Promise(setImmediate);
  }
  expect(made).toBeLessThan(1_000);
  line.socket.destroy();
  await canceled;
});

test("HEAD is answered without a body, and the connection goes on", async ({ served }) => {
  served.handle = ({ method }) =>
    new Response(`<${method}>`, {
      headers: [
        ["set-cookie", "a=1"],
        ["set-cookie", "b=2"],
      ],
    });
  const line = await served.dial();
  line.say(head("HEAD / HTTP/1.1"));
  expect(await line.until("\r\n\r\n")).toMatch(
    /^HTTP\/1.1 200 OK\r\n.*set-cookie: a=1\r\nset-cookie: b=2\r\n/s,
  );
  line.say(head("GET / HTTP/1.1"));
  expect(await line.until("<GET>")).not.toContain("<HEAD>");
});

test("what an answer leaves behind is finished before the server ends", async ({ served }) => {
  let isDone = false;
  async function work() {
    // Longer than closing takes.
    for (let n = 0; n < 1_000; n += 1) await new Promise(setImmediate);
    isDone = true;
  }
  served.handle = () => {
    waitUntil(work());
    return new Response("<answered>");
  };
  const line = await served.dial();
  line.say(head("GET / HTTP/1.1"));
  await line.until("<answered>");
  expect(isDone).toBe(false);
  await served.close();
  expect(isDone).toBe(true);
});

test("whoever hangs up before the answer is there leaves the server as it was", async ({ served }) => {
  const line = await served.dial();
  served.handle = async ({ url }) => {
    if (!url.endsWith("/gone")) return new Response("<answered>");
    line.socket.resetAndDestroy();
    await once(line.socket, "close");
    return new Response("nobody reads this");
  };
  line.say(head("POST /gone HTTP/1.1", "Content-Length: 0"));
  await once(line.socket, "close");
  const another = await served.dial();
  another.say(head("GET / HTTP/1.1"));
  await another.until("<answered>");
});
