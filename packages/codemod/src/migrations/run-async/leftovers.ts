import type { Outcome, ReasonCode } from "../../model.js";

/** What a person can do about each kind of leftover. */
export const SUGGESTIONS: Readonly<Record<ReasonCode, string>> = {
  RECEIVER_UNKNOWN: "Give the receiver a type (an annotation or JSDoc), or move the call to iterResults by hand if it is a pipeline",
  NOT_A_CALL: "Pass a function that calls iterResults instead of the method, and await Array.fromAsync of it where a list is needed",
  OVERRIDDEN: "Migrate the override together with its callers: override iterResults, or wrap the pipeline",
  OPTIONAL_CALL: "Test the receiver first, then call iterResults on it",
  DYNAMIC_ACCESS: "Name the method, then run the codemod again",
  TEST_DOUBLE: "Have the test double give documents through iterResults, then migrate the calls it stands for",
  SHAPE_UNKNOWN: "Write Array.fromAsync(pipeline.iterResults(adapter, { ...options, onFailure: \"throw\" })) where a list is needed",
  OPTIONS_UNKNOWN: "Pass the adapter and one options object that has no such property, then run the codemod again",
  TARGET_UNAVAILABLE: "Add esnext.array (and at least es2018) to lib in the configuration, then run the codemod again",
  TEMPLATE_FILE: "Migrate the calls in the template's script by hand",
  SYNTAX_ERROR: "Mend the file, then run the codemod again",
};

/** What to do about a type that is made from the method's. */
export const TYPE_SUGGESTION = "Name the type: Document[] for the list, AsyncIterable<Document> for the stream, or Pick<IngestionPipeline, \"iterResults\">";

/** What is left to a person, with what can be done about it. */
export function leftover(reason: ReasonCode, message: string): Extract<Outcome, { readonly action: "leftover" }> {
  return { action: "leftover", reason, message, suggestion: SUGGESTIONS[reason] };
}
