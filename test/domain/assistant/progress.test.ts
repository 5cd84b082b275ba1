import { expect, test } from "vitest";
import type { Line } from "../../../lib/domain/assistant/history.ts";
import { hasProgressed } from "../../../lib/domain/assistant/progress.ts";

const customer = (text: string): Line => ({ by: "customer", text });
const assistant = (text: string): Line => ({ by: "assistant", text });
const progressed = (turn: Partial<Parameters<typeof hasProgressed>[0]>) =>
  hasProgressed({
    ...{ answer: "Here is how.", searches: 0, passages: 0, otherTools: 0, newest: ["hello"], before: [] },
    ...turn,
  });

test.for([
  [{ searches: 0 }, true],
  [{ searches: 1, passages: 1 }, true],
  [{ searches: 2, passages: 0 }, false],
  [{ searches: 1, passages: 0, otherTools: 1 }, true],
] as const)("with %j, progress is %j", ([turn, expected]) => {
  expect(progressed(turn)).toBe(expected);
});

test.for([
  ["Please restart the router.", "Please restart the router.", false],
  ["Please restart the router.", "please RESTART the *router*!!", false],
  ["Please restart the router and wait.", "Please restart your router, and wait", false],
  ["请重新启动路由器然后等待一分钟。", "请重新启动路由器，然后等待一分钟", false],
  ["Please restart the router.", "Then we need the number on its back.", true],
  ["Ticket #12 is open.", "Ticket #13 is open.", true],
  ["", "", true],
] as const)("after %j, the answer %j: progress is %j", ([earlier, answer, expected]) => {
  const before = [customer("It is broken"), assistant(earlier), customer("And now?")];
  expect(progressed({ answer, before })).toBe(expected);
});

test.for([
  [["I cannot log in to my account"], ["I can not log in to my account!!"], false],
  [["I cannot log in", "to my account"], ["i cannot log in to my account"], false],
  [["I cannot log in to my account"], ["hello?", "I cannot log in to my account"], false],
  [["I cannot log in to my account", "please help"], ["I cannot log in to my account"], false],
  [["我无法登录我的账户"], ["我无法登录我的账户！"], false],
  [["谢谢你们"], ["谢谢你们"], true],
  [["yes"], ["yes"], true],
  [["thank you"], ["thank you"], true],
  [["👍"], ["👍"], true],
  [["What about my order 4411?"], ["What about my order 4412?"], true],
  [["I cannot log in to my account"], ["Now I can log in, but my invoices are missing"], true],
  [
    ["I cannot log in to my account"],
    ["I cannot log in to my account", "it says error 500 since today"],
    true,
  ],
] as const)("a customer who said %j says %j: progress is %j", ([earlier, newest, expected]) => {
  const before = [...earlier.map(customer), assistant("Let me see what I can do.")];
  expect(progressed({ newest, before })).toBe(expected);
});

test("what an agent or a notice said may be said again", () => {
  const before: Line[] = [
    { by: "agent", text: "Please restart the router." },
    { by: "us", text: "Please restart the router." },
  ];
  expect(progressed({ answer: "Please restart the router.", before })).toBe(true);
});
