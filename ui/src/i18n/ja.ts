import { access } from "./access.ja";
import { activity } from "./activity.ja";
import { budgets } from "./budgets.ja";
import { queue } from "./queue.ja";
import { review } from "./review.ja";
import { settings } from "./settings.ja";
import { shell } from "./shell.ja";
import { words } from "./words.ja";

export const ja = { ...access, ...activity, ...budgets, ...queue, ...review, ...settings, ...shell, ...words } as const;
