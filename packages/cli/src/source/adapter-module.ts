import { jsonValueSchema } from "@sluice/core-events";
import * as z from "zod";

/** An adapter that is not ours: where its module is, and what of it is used. Stored with the settings of a run, without secrets. */
export const adapterModuleSchema = z.object({
  /** An absolute path, a `file:` URL, or the name of a package. */
  specifier: z.string(),
  /** The directory from which a package is looked up. */
  from: z.string(),
  /** The export that is the adapter or makes it; `null` as long as that is not known. */
  export: z.string().nullable(),
  /** What its factory is called with; `env:NAME` stands for a variable. */
  options: z.record(z.string(), jsonValueSchema),
});

/** @see {@link adapterModuleSchema} */
export type AdapterModule = Readonly<z.infer<typeof adapterModuleSchema>>;
