/** Turns console calls in handlers into calls of the project's logger, in its own argument order. */
import { transformOf, type Transform } from "./transform.js";

const transform: Transform = transformOf("replace-console");
export default transform;
