import type { Role } from "$bindings/Role";

let role = $state<Role | null>(null);

export function signedInAs(known: Role | null) {
  role = known;
}

// Whether whoever is signed in does more than look. As long as it is not known the kill switch is there for everybody.
export function hasSay(): boolean {
  switch (role) {
    case null:
    case "administrator":
    case "reviewer":
      return true;
    case "auditor":
      return false;
    default:
      return role satisfies never;
  }
}
