import { fileURLToPath } from "node:url";

/** 2,702 real specimen records, read by OCR and never verified; see the attribution beside it. */
export const HERBARIUM = fileURLToPath(new URL("../../../../docs/examples/data/aafc-herbarium-ocr.dwca.zip", import.meta.url));

/** How many of them there are. */
export const RECORDS = 2702;
