import type { ActionId } from "$bindings/ActionId";
import type { Status } from "$bindings/Status";
import * as calls from "$backend/calls";
import { onChange, reloadAll, watchChanges } from "$backend/changes";
import * as device from "$backend/device";
import { BackendError } from "$backend/error";
import { on } from "$backend/events";
import { signedInAs } from "$backend/say.svelte";
import { dismiss, toast, toasts } from "$design/toasts.svelte";
import { setClock, startClock } from "$i18n/clock.svelte";
import { failure } from "$i18n/failure";
import { language, speak } from "$i18n/language.svelte";
import { t } from "$i18n/t";

const RETRY_MS = 2_000;

export class Session {
  status = $state.raw<Status | null>(null);
  preferences = $state.raw<device.Preferences | null>(null);
  connected = $state(true);
  practising = $state(false);
  // The hub is there and takes the credential of this window no more, or never did.
  signedOut = $state(false);
  #retry: ReturnType<typeof setTimeout> | undefined;

  async start(): Promise<ActionId | null> {
    try {
      this.#adopt(await device.preferences());
      await this.refresh();
      return (await device.ready()).open;
    } catch (error) {
      toast(failure(error));
      return null;
    }
  }

  async quit() {
    try {
      await device.quit();
    } catch (error) {
      toast(failure(error));
    }
  }

  watch(): () => void {
    const stops = [
      watchChanges(),
      startClock(),
      onChange(() => void this.refresh()),
      on("hub", ({ state }) => (state === "refused" ? this.#leave() : this.#turn(state === "connected"))),
    ];
    return () => {
      clearTimeout(this.#retry);
      for (const stop of stops) stop();
    };
  }

  async refresh() {
    try {
      this.status = await calls.status();
      signedInAs(this.status.me.role);
      setClock(this.status.now);
      this.#turn(true);
    } catch (error) {
      if (error instanceof BackendError && error.code === "unreachable") this.#turn(false);
      else if (error instanceof BackendError && error.code === "unauthorized") this.#leave();
      else toast(failure(error));
    }
  }

  async signIn(token: string) {
    await device.signIn(token);
    // Nothing of whoever was here before stays: no draft, no list, no word about what they did.
    location.reload();
  }

  async signOut() {
    try {
      await device.signOut();
      location.reload();
    } catch (error) {
      toast(failure(error));
    }
  }

  async choose(choices: Partial<device.Choices>) {
    const { preferences } = this;
    if (preferences === null) return;
    const changed = { ...preferences, ...choices };
    this.#adopt(changed);
    try {
      await device.setPreferences({
        language: changed.language,
        theme: changed.theme,
        notifications: changed.notifications,
        quiet: changed.quiet,
        every: changed.every,
        inbox: changed.inbox,
      });
    } catch (error) {
      this.#adopt(preferences);
      toast(failure(error));
    }
  }

  async practise() {
    this.practising = true;
    try {
      await calls.practise(language());
      toast({ tone: "done", text: t("toast.practised") });
      reloadAll();
    } catch (error) {
      toast(failure(error));
    } finally {
      this.practising = false;
    }
  }

  #adopt(preferences: device.Preferences) {
    this.preferences = preferences;
    speak(preferences.language ?? preferences.system_language);
  }

  #leave() {
    clearTimeout(this.#retry);
    this.signedOut = true;
    for (const { id } of toasts()) dismiss(id);
  }

  #turn(connected: boolean) {
    clearTimeout(this.#retry);
    if (!connected) this.#retry = setTimeout(() => void this.refresh(), RETRY_MS);
    if (connected === this.connected) return;
    this.connected = connected;
    if (connected) reloadAll();
  }
}
