import { html } from "hono/html";
import type { Answer } from "../upstreams/call.ts";
import type { ZendeskUser } from "./resources.ts";

/** Where the simulated Zendesk asks a user, who is whoever one likes to be, whether an application may know them. */
export function signInPage(users: ZendeskUser[], asked: Record<string, string>): Answer {
  const to = (answer: Record<string, string>) => `?${new URLSearchParams({ ...asked, ...answer })}`;
  const page = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Sign in · the simulated Zendesk</title>
    <style>
      body { font: 16px / 1.5 system-ui, sans-serif; max-width: 26rem; margin: 3rem auto; padding: 0 1rem }
      li { margin: 0.5rem 0 }
    </style>
  </head>
  <body>
    <h1>The simulated Zendesk</h1>
    <p>${asked.client_id} wants to know who you are (<code>${asked.scope}</code>). Allow it as:</p>
    <ul>${users.map(({ id, name, role }) => html`<li><a href="${to({ as: String(id) })}">${name}</a>, ${role}</li>`)}</ul>
    <p><a href="${to({ deny: "1" })}">Deny</a></p>
  </body>
</html>
`;
  return {
    status: 200,
    headers: { "content-type": "text/html; charset=utf-8" },
    body: Buffer.from(String(page)),
  };
}
