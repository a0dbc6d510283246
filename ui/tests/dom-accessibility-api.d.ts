// The package has types, and its list of exports hides them.
declare module "dom-accessibility-api" {
  export function computeAccessibleName(element: Element): string;
}
