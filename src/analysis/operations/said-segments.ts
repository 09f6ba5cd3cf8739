/** The segments of a route that say something: all but its parameters (`:id`, `[id]`, `{id}`, `*`). */
export function saidSegments(route: string | undefined): string[] {
  return (route ?? "").split("/").filter((segment) => segment && !/^[:[{*]/.test(segment));
}
