import type { Answer } from "../../http/answer.ts";
import type { DoorPath } from "./door-paths.ts";
import { comeByButton, comeFromSidebar } from "./enter.ts";
import type { Knock } from "./knock.ts";
import { beginSignIn } from "./sign-in.ts";
import { saySignedOut, signOut } from "./sign-out.ts";
import { finishSignIn } from "./signed-in.ts";

type Door = { GET?(knock: Knock): Promise<Answer>; POST?(knock: Knock): Promise<Answer> };

/** Every address below /console that opens without a session. */
export const DOORS: Record<DoorPath, Door> = {
  "/sign-in": { GET: beginSignIn },
  "/signed-in": { GET: finishSignIn },
  "/enter": { GET: comeFromSidebar, POST: comeByButton },
  "/sign-out": { POST: signOut },
  "/signed-out": { GET: saySignedOut },
};
