/** The deployment could not do it, or could not be asked. */
export class SendError extends Error {
  override name = "SendError";
}
