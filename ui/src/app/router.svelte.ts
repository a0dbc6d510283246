import { format, parse, type Route } from "./route";

// WebKit refuses more than a hundred changes of the history in half a minute: a held key would pass that.
const WRITE_AFTER_MS = 500;

export class Router {
  route = $state.raw<Route>(parse(location.hash));
  #timer: ReturnType<typeof setTimeout> | undefined;

  go(route: Route) {
    clearTimeout(this.#timer);
    // Where a list has moved to in the meantime is the place to come back to.
    history.replaceState(null, "", format(this.route));
    this.route = route;
    history.pushState(null, "", format(route));
  }

  back() {
    history.back();
  }

  // For moves inside a list, which are no places to come back to one by one.
  replace(route: Route) {
    this.route = route;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => history.replaceState(null, "", format(route)), WRITE_AFTER_MS);
  }

  watch(): () => void {
    const read = () => (this.route = parse(location.hash));
    addEventListener("popstate", read);
    return () => {
      clearTimeout(this.#timer);
      removeEventListener("popstate", read);
    };
  }
}
