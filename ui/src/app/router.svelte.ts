import { format, parse, type Route } from "./route";

export class Router {
  route = $state.raw<Route>(parse(location.hash));

  go(route: Route) {
    this.route = route;
    history.pushState(null, "", format(route));
  }

  // For moves inside a list, which are no places to come back to one by one.
  replace(route: Route) {
    this.route = route;
    history.replaceState(null, "", format(route));
  }

  watch(): () => void {
    const read = () => (this.route = parse(location.hash));
    addEventListener("popstate", read);
    return () => removeEventListener("popstate", read);
  }
}
