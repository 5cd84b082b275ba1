/** What a light agent is told who wants to send something: in Zendesk, too, nothing they write reaches a customer. */
export const LIGHT_AGENTS_LOOK =
  "Light agents of Zendesk write no public comments, and send customers nothing from here: ask an agent who does";
