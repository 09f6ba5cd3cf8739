/* global module */
/**
 * The jscodeshift transform that `fix` is measured against: it looks at the text first, as a good transform does, and then
 * parses and prints, with nothing in between.
 */
const CANDIDATE = /\bcatch\b|\bconsole\s*\.|\b(?:log|logger|Logger)\s*\.|\bres\s*\.\s*(?:status|json|send)\b|\bResponse\b/;

/**
 * @param {{ source: string }} file
 * @param {{ jscodeshift: (source: string) => { toSource: () => string } }} api
 */
module.exports = function transform(file, api) {
  if (!CANDIDATE.test(file.source)) return undefined;
  return api.jscodeshift(file.source).toSource();
};
module.exports.parser = "tsx";
