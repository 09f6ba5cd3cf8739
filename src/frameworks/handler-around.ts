/** The handler that a piece of code stands in, and the handlers that share a function. */
import type { HandlerSite } from "./framework.js";
import type { FunctionNode, Node } from "../syntax/ast.js";
import { countFirst } from "../syntax/count-first.js";
import { foundOnce } from "../syntax/kept-with.js";
import { nodesIn } from "../syntax/outline.js";

interface Place {
  readonly handler: HandlerSite;
  readonly start: number;
  readonly end: number;
  /** The handler around this one. */
  readonly around: Place | undefined;
}

/** The innermost handler around a node. */
export function handlerAround(node: Node, facts: { readonly handlers: readonly HandlerSite[] }): HandlerSite | undefined {
  const places = inOrder(facts.handlers);
  const [start, end] = node.range;
  let place = places[countFirst(places, (one) => one.start <= start) - 1];
  while (place && place.end < end) place = place.around;
  return place?.handler;
}

/** By where they begin, outer ones first; of those with one function the first that was found is the innermost. */
const inOrder = foundOnce((handlers: readonly HandlerSite[]): readonly Place[] => {
  const ranges = handlers.flatMap((handler, index) => {
    const within = handler.region ?? handler.fn;
    return within ? [{ handler, index, start: within.range[0], end: within.range[1] }] : [];
  });
  ranges.sort((a, b) => a.start - b.start || b.end - a.end || b.index - a.index);
  const places: Place[] = [];
  for (const { handler, start, end } of ranges) {
    let around = places.at(-1);
    while (around && around.end < end) around = around.around;
    places.push({ handler, start, end, around });
  }
  return places;
});

/** The handlers by the function that they are, or are a part of. */
export const handlersByFunction = foundOnce((handlers: readonly HandlerSite[]): HandlersByFunction => {
  const byFunction = new Map<FunctionNode | undefined, HandlerSite[]>();
  for (const handler of handlers) {
    const shared = byFunction.get(handler.fn);
    if (shared) shared.push(handler);
    else byFunction.set(handler.fn, [handler]);
  }
  return byFunction;
});

type HandlersByFunction = ReadonlyMap<FunctionNode | undefined, readonly HandlerSite[]>;

/** The regions of other handlers of the same function that stand in the handler's own: what happens there is theirs. */
export function regionsWithin(handler: HandlerSite, handlers: readonly HandlerSite[]): Node[] {
  const within = handler.region ?? handler.fn;
  return within ? nodesIn(regionsByFunction(handlers).get(handler.fn) ?? [], within).filter((region) => region !== within) : [];
}

/** In source order, as a function may have hundreds. */
const regionsByFunction = foundOnce((handlers: readonly HandlerSite[]) => {
  const regions = new Map<FunctionNode | undefined, readonly Node[]>();
  for (const [fn, sites] of handlersByFunction(handlers)) {
    const own = sites.flatMap(({ region }) => (region ? [region] : []));
    regions.set(fn, own.sort((a, b) => a.range[0] - b.range[0]));
  }
  return regions;
});
