import * as z from "zod/mini";
import { channelOf, parseAddress } from "../domain/address.ts";
import type { NewConversation, NewParticipant } from "../domain/conversation.ts";
import { problemsOf } from "../domain/problems.ts";
import type { Channel } from "../domain/providers.ts";
import { InvalidInputError } from "../errors.ts";
import { attributes, fromJson, identity, isObject, text } from "./fields.ts";

/** Our number on a channel, as an address; null where we have none. */
type OwnAddress = (channel: Channel) => string | null;

const MAX_PARTICIPANTS = 10;

const address = () =>
  z.pipe(
    z.pipe(z.string("is no text"), z.transform(parseAddress)),
    z.string('is no address: write whatsapp:+14155550100 or +14155550100 (in a form, "+" is %2B)'),
  );

const participant = z.strictObject(
  {
    identity: z.optional(identity()),
    address: z.optional(address()),
    proxyAddress: z.optional(address()),
  },
  "is neither { identity } nor { address, proxyAddress }",
);

type Given = z.infer<typeof participant>;

/**
 * The conversation that somebody asks for.
 * @param fields of a JSON body or a form; in a form, `participants` is JSON text, or given once for each
 * @param idempotencyKey the uniqueName where none is given, since that is what a second request is known by
 * @throws {InvalidInputError} with everything that is wrong
 */
export function parseNewConversation(
  fields: Record<string, unknown>,
  ownAddress: OwnAddress,
  idempotencyKey: string | null,
): NewConversation {
  const named = idempotencyKey === null ? fields : { uniqueName: idempotencyKey, ...fields };
  const parsed = schema(ownAddress).safeParse(named);
  if (!parsed.success) throw new InvalidInputError(problemsOf(parsed.error.issues));
  const { friendlyName, uniqueName, attributes, participants } = parsed.data;
  return {
    friendlyName,
    uniqueName,
    attributes,
    participants: participants.map((given) => completed(given, ownAddress)),
  };
}

function schema(ownAddress: OwnAddress) {
  const given = z.array(participant, "is missing or no list of participants").check(
    z.minLength(1, "is empty: name at least one participant"),
    z.maxLength(MAX_PARTICIPANTS, `has more than ${MAX_PARTICIPANTS} participants`),
    z.check(({ value, issues }) => {
      for (const [n, one] of value.entries()) {
        for (const [name, message] of contradictions(one, value.slice(0, n), ownAddress)) {
          issues.push({ code: "custom", path: name ? [n, name] : [n], message, input: one });
        }
      }
    }),
  );
  return z.strictObject({
    friendlyName: z.optional(text(256)),
    // A SID in its place would be another conversation's address.
    uniqueName: z.optional(
      text(256).check(z.refine((name) => !/^CH[0-9a-f]{32}$/i.test(name), "must not look like a SID")),
    ),
    attributes: attributes(),
    participants: z.pipe(z.transform(listed), given),
  });
}

/** A list, however it was written: as one, as JSON text, as texts one by one, or as a participant alone. */
function listed(value: unknown): unknown {
  const list = fromJson(value);
  if (Array.isArray(list)) return list.map(fromJson);
  return isObject(list) ? [list] : list;
}

/** What is wrong between a participant's fields, and with those named before. */
function contradictions(one: Given, before: Given[], ownAddress: OwnAddress): [keyof Given | null, string][] {
  const found: [keyof Given | null, string][] = [];
  const { identity, address, proxyAddress } = one;
  if (identity !== undefined && (address !== undefined || proxyAddress !== undefined)) {
    found.push(["identity", "excludes address and proxyAddress"]);
  } else if (identity === undefined && address === undefined) {
    found.push([null, "is neither { identity } nor { address, proxyAddress }"]);
  } else if (address !== undefined && proxyAddress === undefined && !ownAddress(channelOf(address))) {
    found.push(["proxyAddress", "is missing, and no number of ours is configured for this channel"]);
  } else if (address && proxyAddress && channelOf(address) !== channelOf(proxyAddress)) {
    found.push(["proxyAddress", "is of another channel than address: both or none begin with whatsapp:"]);
  }
  const twin = before.findIndex((other) =>
    identity !== undefined ? other.identity === identity : address !== undefined && other.address === address,
  );
  if (twin >= 0) found.push([null, `repeats participants[${twin}]`]);
  return found;
}

function completed({ identity, address = "", proxyAddress }: Given, ownAddress: OwnAddress): NewParticipant {
  if (identity !== undefined) return { identity };
  return { address, proxyAddress: proxyAddress ?? ownAddress(channelOf(address)) ?? "" };
}
