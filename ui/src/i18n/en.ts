import { access } from "./access.en";
import { activity } from "./activity.en";
import { batch } from "./batch.en";
import { budgets } from "./budgets.en";
import { chart } from "./chart.en";
import { grants } from "./grants.en";
import { halt } from "./halt.en";
import { history } from "./history.en";
import { keeping } from "./keeping.en";
import { outbox } from "./outbox.en";
import { outcomes } from "./outcomes.en";
import { queue } from "./queue.en";
import { reports } from "./reports.en";
import { review } from "./review.en";
import { rules } from "./rules.en";
import { settings } from "./settings.en";
import { shell } from "./shell.en";
import { similar } from "./similar.en";
import { sources } from "./sources.en";
import { tools } from "./tools.en";
import { way } from "./way.en";
import { words } from "./words.en";

export const en = {
  ...access,
  ...activity,
  ...batch,
  ...budgets,
  ...chart,
  ...grants,
  ...halt,
  ...history,
  ...keeping,
  ...outbox,
  ...outcomes,
  ...queue,
  ...reports,
  ...review,
  ...rules,
  ...settings,
  ...shell,
  ...similar,
  ...sources,
  ...tools,
  ...way,
  ...words,
} as const;
