/** What a handler is known by that other files register. */
import type { Registered } from "../neighbours.js";
import type { HandlerSite } from "./framework.js";

/** Of several registrations, only what they agree on is said. */
export function registeredPlace(registered: readonly Registered[]): Pick<HandlerSite, "route" | "method" | "mount"> {
  const agreed = <K extends Exclude<keyof Registered, "path">>(key: K): Registered[K] | undefined =>
    registered.every((one) => one[key] === registered[0]![key]) ? registered[0]![key] : undefined;
  const mount = { prefix: "", strength: agreed("strength"), guarded: agreed("guarded") ?? false, forAdmins: agreed("forAdmins") ?? false };
  return { route: agreed("route"), method: agreed("method"), mount };
}
