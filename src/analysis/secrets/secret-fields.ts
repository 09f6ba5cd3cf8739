/** Which fields of a body or a header list make it a secret: those of a secret's name, personal data aside. */
import { classifySecretName, type SecretWordSettings } from "../../vocabulary/secret-words.js";
import type { IsSecretField } from "./secret-value.js";

export function secretFields(settings: SecretWordSettings): IsSecretField {
  return (name) => {
    const verdict = classifySecretName(name, settings);
    return verdict !== undefined && "class" in verdict && verdict.class !== "personal data";
  };
}
