import { randomBytes } from "node:crypto";

export const randomHex = (bytes: number) => () => randomBytes(bytes).toString("hex");

/** It is typed by people, and still beyond guessing. */
export const randomPassword = () => randomBytes(15).toString("base64url");
