/** Inserts a `securityLog` call before each exit of a sensitive handler, and each refusal, that nothing records. */
import { transformOf, type Transform } from "./transform.js";

const transform: Transform = transformOf("add-security-log");
export default transform;
