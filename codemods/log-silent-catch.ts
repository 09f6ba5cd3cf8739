/** Records each swallowed or answered failure at the top of its catch. */
import { transformOf, type Transform } from "./transform.js";

const transform: Transform = transformOf("log-silent-catch");
export default transform;
