import type { Page } from "../page.ts";
import { audit } from "./audit.ts";
import { batch } from "./batch.ts";
import { batches } from "./batches.ts";
import { contact } from "./contact.ts";
import { contacts } from "./contacts.ts";
import { conversation } from "./conversation.ts";
import { conversations } from "./conversations.ts";
import { deadTasks } from "./dead-tasks.ts";
import { erase } from "./erase.ts";
import { erasure } from "./erasure.ts";
import { mark } from "./mark.ts";
import { media } from "./media.ts";
import { overview } from "./overview.ts";
import { recipientsFile } from "./recipients-file.ts";
import { recovery } from "./recovery.ts";
import { sendAgain } from "./send-again.ts";
import { setup } from "./setup.ts";
import { task } from "./task.ts";
import { tasks } from "./tasks.ts";
import { template } from "./template.ts";
import { templates } from "./templates.ts";
import { unconfirmed } from "./unconfirmed.ts";
import { upstream } from "./upstream.ts";

/** Every page. The first whose path fits answers. */
export const PAGES: readonly Page[] = [
  overview,
  contacts,
  contact,
  mark,
  sendAgain,
  erase,
  erasure,
  media,
  conversations,
  conversation,
  batches,
  batch,
  recipientsFile,
  templates,
  template,
  unconfirmed,
  recovery,
  tasks,
  deadTasks,
  task,
  upstream,
  audit,
  setup,
];
