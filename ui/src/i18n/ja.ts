import { access } from "./access.ja";
import { activity } from "./activity.ja";
import { batch } from "./batch.ja";
import { budgets } from "./budgets.ja";
import { chart } from "./chart.ja";
import { grants } from "./grants.ja";
import { halt } from "./halt.ja";
import { history } from "./history.ja";
import { keeping } from "./keeping.ja";
import { outbox } from "./outbox.ja";
import { outcomes } from "./outcomes.ja";
import { queue } from "./queue.ja";
import { reports } from "./reports.ja";
import { review } from "./review.ja";
import { rules } from "./rules.ja";
import { settings } from "./settings.ja";
import { shell } from "./shell.ja";
import { similar } from "./similar.ja";
import { sources } from "./sources.ja";
import { tools } from "./tools.ja";
import { way } from "./way.ja";
import { words } from "./words.ja";

export const ja = {
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
