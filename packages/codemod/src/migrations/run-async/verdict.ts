import type { ts } from "ts-morph";
import type { LanguageSupport } from "../../analysis/language-support.js";
import type { MemberUse } from "../../analysis/member-uses.js";
import type { Receiver, ReceiverTypes } from "../../analysis/receiver-types.js";
import type { MigrationOptions, Outcome, SiteKind } from "../../model.js";
import type { Interference } from "./interference.js";

/** A use of a method with the program that understands it. */
export interface Settled {
  readonly use: MemberUse;
  readonly receiver: Receiver;
  readonly checker: ts.TypeChecker;
  readonly types: ReceiverTypes;
}

/** What holds for the file and the whole run. */
export interface JudgeContext {
  readonly support: LanguageSupport;
  readonly options: MigrationOptions;
  readonly isTest: boolean;
  /** Declarations of the method that are given out as a pipeline's by a cast. */
  readonly castMethods: ReadonlySet<ts.Node>;
}

/** What is known of a use before other files have their say. */
export interface Verdict {
  readonly kind: SiteKind;
  readonly outcome: Outcome;
  readonly isExact: boolean;
  readonly interference?: Interference["kind"];
  /** It interferes, and is no site of its own. */
  readonly isSilent?: boolean;
}
