import type { ToolPage } from "$bindings/ToolPage";
import type { ToolView } from "$bindings/ToolView";
import * as backend from "$backend/registry";
import type { Confirmation, Which } from "$backend/registry";
import { toast } from "$design/toasts.svelte";
import { failure } from "$i18n/failure";
import { t } from "$i18n/t";
import { confirmation, grouped, isOpen, isSame, type Filter } from "./model";

// The registry of tools, and the one that is looked at.
export class Tools {
  all = $state.raw<ToolView[] | null>(null);
  filter = $state<Filter>("open");
  chosen = $state.raw<Which | null>(null);
  page = $state.raw<ToolPage | null>(null);
  draft = $state.raw<Confirmation | null>(null);
  sending = $state(false);

  readonly groups = $derived(grouped(this.all ?? [], this.filter));
  readonly open = $derived((this.all ?? []).filter(isOpen).length);

  async load() {
    try {
      this.all = await backend.tools();
      if (this.open === 0) this.filter = "all";
      const first = this.groups[0]?.tools[0];
      if (this.chosen === null && first) await this.choose(first);
    } catch (error) {
      toast(failure(error));
    }
  }

  pick(filter: Filter) {
    this.filter = filter;
    const first = this.groups[0]?.tools[0];
    const isShown = this.groups.some(({ tools }) => tools.some((tool) => isSame(tool, this.chosen)));
    if (!isShown && first) void this.choose(first);
  }

  async choose({ server, name }: Which) {
    this.chosen = { server, name };
    try {
      const page = await backend.tool({ server, name });
      // Somebody may have gone on meanwhile.
      if (isSame(page.tool, this.chosen)) this.#show(page);
    } catch (error) {
      toast(failure(error));
    }
  }

  move(by: 1 | -1) {
    const shown = this.groups.flatMap(({ tools }) => tools);
    const next = shown[shown.findIndex((tool) => isSame(tool, this.chosen)) + by];
    if (next) void this.choose(next);
  }

  edit(edit: Partial<Confirmation>) {
    if (this.draft !== null) this.draft = { ...this.draft, ...edit };
  }

  async confirm() {
    const { draft } = this;
    if (draft === null || this.sending) return;
    this.sending = true;
    try {
      const page = await backend.confirmTool(draft);
      toast({ tone: "done", text: t("tools.confirmed_toast", { name: page.tool.name }) });
      this.all = await backend.tools();
      if (isSame(page.tool, this.chosen)) this.#show(page);
    } catch (error) {
      toast(failure(error));
      await this.choose(draft);
    } finally {
      this.sending = false;
    }
  }

  #show(page: ToolPage) {
    this.page = page;
    this.draft = confirmation(page);
  }
}
