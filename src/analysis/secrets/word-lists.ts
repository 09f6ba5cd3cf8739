/** Objects that hold words about secrets: enums (`TokenType.ACCESS`), messages (`errors.password`), counts (`usage.tokens`). */
import { dottedPath, type Node } from "../../syntax/ast.js";

const HOLDS_SETTINGS = /config|env|settings|secret|credential|options|session|request|store|user/i;
const NAMES_WORDS = /(?:Enum|Enums|Keys?|Types?|Names?|Kinds?|Actions?|Events?|Codes?|Errors?|KEYS?|TYPES?|NAMES?)$/;
const WORD_LISTS = new RegExp(
  "^(?:errors?|errs?|formErrors|fieldErrors|messages|labels?|texts?|strings|i18n|locales?|translations?|dict|schemas?|" +
    "validators?|validations?|rules?|routes?|paths?|urls?|endpoints?|links|icons?|styles?|classes|colou?rs?|theme|" +
    "permissions?|flags?|features?|columns?|types?|touched|dirtyFields|stats|usage|limits?|counts?|metrics|required|" +
    "placeholders?|titles?|events?Names?|constants?|enums?|keys|names|selectors?|shape|z|t)$",
  "i",
);

export function isVocabulary(object: Node): boolean {
  const name =
    object.type === "Identifier" ? object.name : object.type === "MemberExpression" ? dottedPath(object)?.at(-1) : undefined;
  if (name === undefined) return false;
  if (WORD_LISTS.test(name)) return true;
  return (
    object.type === "Identifier" &&
    /^[A-Z]/.test(name) &&
    (NAMES_WORDS.test(name) || !HOLDS_SETTINGS.test(name)) &&
    name !== "Astro"
  );
}
