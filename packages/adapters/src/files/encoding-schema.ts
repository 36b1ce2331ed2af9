import * as z from "zod";
import { isEncoding } from "../text/strict-decoder.js";

/** A parameter that names an encoding, by any label of the WHATWG Encoding Standard. */
export const encodingSchema = z.string().refine(isEncoding, { error: "expected an encoding that TextDecoder knows" });
