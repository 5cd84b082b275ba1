import { expect } from "vitest";
import { recordLanguage } from "../../lib/db/contacts/contact-language.ts";
import { loadMessageInContext } from "../../lib/db/messages/message-in-context.ts";
import { hearLanguage } from "../../lib/inbound/hear-language.ts";
import { storeWithoutWork } from "../support/doomed-instance.ts";
import { test } from "../support/world.ts";

test.for(["chosen", "zendesk"] as const)(
  "%s while a text is being heard, a language stays",
  async (source, { world }) => {
    await storeWithoutWork(world, "whatsapp:+14155550100", "No puedo entrar en mi cuenta", []);
    const { deps } = await world.anotherInstance();
    const [{ id } = { id: "" }] = await world.logs("inbound");
    const message = await loadMessageInContext(deps.db, id);
    if (!message) throw new Error("it is not stored");
    await recordLanguage(deps.db, { contactId: message.contact.id, language: "de", source });
    // By what was loaded before, nothing had told a language yet.
    expect(await hearLanguage(deps, message)).toBe(message);
    expect(await world.database.rows("select language, language_source as source from contacts")).toEqual([
      { language: "de", source },
    ]);
  },
);
