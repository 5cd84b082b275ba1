import { ContentTypeError, TooLargeError } from "../errors.ts";

/**
 * What a body may be; `mayBeEmpty` also lets a call without a body, and so without a type, pass. One that `isSecret` holds what lets
 * somebody in, and is not logged with DEBUG either.
 */
export type BodyLimits = {
  contentTypes: string[];
  maxBytes: number;
  mayBeEmpty?: boolean;
  isSecret?: boolean;
};

/**
 * The request's raw bytes.
 * @throws {ContentTypeError} for another type than those named
 * @throws {TooLargeError} above `maxBytes`, however many there are: no more than that is read
 */
export async function readBody(
  request: Request,
  { contentTypes, maxBytes, mayBeEmpty = false }: BodyLimits,
): Promise<Uint8Array> {
  if (mayBeEmpty && isEmpty(request.headers)) return new Uint8Array();
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (!contentTypes.includes(type)) throw new ContentTypeError(`send ${contentTypes.join(" or ")}`);
  const tooLarge = () => new TooLargeError(`more than ${maxBytes} bytes`);
  const announced = request.headers.get("content-length");
  if (Number(announced ?? 0) > maxBytes) throw tooLarge();
  // HTTP holds a sender to the length it announced, and reading in one go is quicker than in chunks.
  if (announced !== null) return new Uint8Array(await request.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

function isEmpty(headers: Headers): boolean {
  return !headers.has("content-type") && Number(headers.get("content-length") ?? 0) === 0;
}
