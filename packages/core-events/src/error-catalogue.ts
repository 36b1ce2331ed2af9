/** What one error code means: whether trying again may help, what happened, and what to do. */
export interface ErrorCatalogueEntry {
  readonly retryable: boolean;
  readonly meaning: string;
  readonly remedy: string;
}

/** Every code a `SluiceError` of this release carries. Codes are stable: they are renamed only in a major release. */
export const errorCatalogue = {
  RECORD_MALFORMED: {
    retryable: false,
    meaning: "A record of the source cannot be decoded or parsed.",
    remedy: "Look at the record at the position named; the run goes on without it.",
  },
  RECORD_TOO_LARGE: {
    retryable: false,
    meaning: "A record or field is larger than the limit.",
    remedy: "Raise the limit named in the message, or mend the source.",
  },
  RECORD_UNAVAILABLE: {
    retryable: false,
    meaning: "The source knows of a record or was asked for it, and does not give it out: unknown, withdrawn or not open access.",
    remedy: "Leave it out, or get it where its publisher offers it; the run goes on without it.",
  },
  VALIDATION_FAILED: {
    retryable: false,
    meaning: "A document broke a quality rule.",
    remedy: "Mend the record or the rule; retry-failed takes the failed documents up again.",
  },
  DOCUMENT_ENCRYPTED: {
    retryable: false,
    meaning: "A document is encrypted, and no password or a wrong one was given.",
    remedy: "Give the password as a parameter of the adapter, or leave the document out.",
  },
  DOCUMENT_WITHOUT_TEXT: {
    retryable: false,
    meaning: "A document holds no text: it is binary, or has nothing but images.",
    remedy: "Leave it out, or run it through text recognition first; pdf takes allowEmptyText.",
  },
  DOCUMENT_DEADLINE: {
    retryable: false,
    meaning: "Reading one document took longer than its limit.",
    remedy: "Raise the limit named in the message, or leave the document out.",
  },
  DOCUMENT_UNSERIALIZABLE: {
    retryable: false,
    meaning: "A document cannot be written to the target, because it cannot be serialised.",
    remedy: "Make parse() return plain JSON values.",
  },
  TRANSFORM_FAILED: {
    retryable: false,
    meaning: "A filter or transformer threw, or broke its contract, on an event of this document.",
    remedy: "Mend the filter or transformer; the cause is attached.",
  },
  SOURCE_UNREADABLE: {
    retryable: false,
    meaning: "A source file is missing, cannot be opened, or is not of the expected format.",
    remedy: "Check the path, the permissions and the format.",
  },
  SOURCE_TRUNCATED: {
    retryable: false,
    meaning: "A source ends in the middle of a record, a member or a body.",
    remedy: "Fetch the source again.",
  },
  SOURCE_FAILED: {
    retryable: false,
    meaning: "An adapter broke while fetching; the cause is attached.",
    remedy: "Read the cause, then resume the run.",
  },
  PARAMETERS_INVALID: {
    retryable: false,
    meaning: "The parameters of a run do not fit the adapter.",
    remedy: "Correct the parameters named in the message.",
  },
  CONFIG_INVALID: {
    retryable: false,
    meaning: "A configuration file or option is invalid.",
    remedy: "Correct the field named in the message.",
  },
  HTTP_STATUS: {
    retryable: false,
    meaning: "A server answered with a status that means failure.",
    remedy: "Read the status and the redacted URL; 401 and 403 ask for credentials.",
  },
  HTTP_TRANSPORT: {
    retryable: true,
    meaning: "A request failed below HTTP: connection, TLS, DNS or a broken body.",
    remedy: "Retries have been used up; check the network and resume.",
  },
  HTTP_DEADLINE: {
    retryable: true,
    meaning: "A request did not finish within its total deadline.",
    remedy: "Raise --timeout if the server is slow but healthy, then resume.",
  },
  HTTP_BODY_TOO_LARGE: {
    retryable: false,
    meaning: "A response body exceeds the limit after decoding.",
    remedy: "Ask for smaller pages or raise the limit.",
  },
  HTTP_BAD_PAYLOAD: {
    retryable: true,
    meaning: "A response has the wrong content type, is cut short, or is not what the API documents.",
    remedy: "Retries have been used up; check the API's status and resume.",
  },
  HOST_FORBIDDEN: {
    retryable: false,
    meaning: "A request was about to reach an address that is not public, or a scheme other than http and https.",
    remedy: "Allow the host by name (--allow-host) if you trust it.",
  },
  TRY_AGAIN_LATER: {
    retryable: true,
    meaning: "A server asked for a longer pause than the cap; the run stopped resumably.",
    remedy: "Resume after the time named in the message.",
  },
  PAGINATION_LOOP: {
    retryable: false,
    meaning: "A paginated source repeats itself without an end.",
    remedy: "Report it to the API's owner; the run is resumable.",
  },
  CURSOR_EXPIRED: {
    retryable: false,
    meaning: "A server no longer takes the cursor at which a listing was to be read on.",
    remedy: "Start over with --restart; the listing cannot be read on from where it stood.",
  },
  CIRCUIT_OPEN: {
    retryable: true,
    meaning: "A host or service failed so often in a row that it is left alone for a while; the call was not made.",
    remedy: "Look at the failures before it, wait for the service to recover, then resume.",
  },
  SINK_UNWRITABLE: {
    retryable: false,
    meaning: "The target cannot be opened or written: path, kind of file, permissions, space.",
    remedy: "Mend what the message names, then resume.",
  },
  SINK_EXISTS: {
    retryable: false,
    meaning: "The target already holds data that no checkpoint accounts for.",
    remedy: "Choose another path, restore the state directory, or start over with --restart.",
  },
  SINK_TRUNCATED: {
    retryable: false,
    meaning: "The target is missing or shorter than the checkpoint says.",
    remedy: "Restore the target, or start over with --restart.",
  },
  SINK_DAMAGED: {
    retryable: false,
    meaning: "The target is damaged before its tail.",
    remedy: "Mend the line named in the message; nothing was changed.",
  },
  SINK_FAILED: {
    retryable: false,
    meaning: "Writing to the target failed while the run was under way.",
    remedy: "Mend what the cause names (often disk space), then resume.",
  },
  READER_LEFT: {
    retryable: false,
    meaning: "The reader of a stream has gone away, as head does when it has enough.",
    remedy: "Nothing, if that was meant; else resume with a reader that stays.",
  },
  STATE_LOCKED: {
    retryable: true,
    meaning: "Another process holds the state of this run.",
    remedy: "Wait for it, or stop the process named in the message.",
  },
  LOCK_LOST: {
    retryable: false,
    meaning: "Another process has taken this run over; this one writes nothing more.",
    remedy: "Let the other process finish.",
  },
  CHECKPOINT_CORRUPT: {
    retryable: false,
    meaning: "No stored checkpoint is whole.",
    remedy: "Restore the state directory from a backup, or start over with --restart.",
  },
  CHECKPOINT_MISMATCH: {
    retryable: false,
    meaning: "The checkpoint belongs to another source, query, configuration or a newer release.",
    remedy: "Use the options listed in the message, or another state directory.",
  },
  STATE_UNWRITABLE: {
    retryable: false,
    meaning: "The state directory cannot be read or written.",
    remedy: "Check the path, permissions and space.",
  },
  EARLY_VALIDATION_FAILED: {
    retryable: false,
    meaning: "Too few of the first documents succeeded; the run was stopped.",
    remedy: "Look at the failures, mend source or rule, then start over.",
  },
  RULE_BROKEN: {
    retryable: false,
    meaning: "A rule of the run has fired whose action is to stop it.",
    remedy: "Look at what the message says, mend source or rule, then resume.",
  },
  ALERT_UNDELIVERED: {
    retryable: false,
    meaning: "An alert did not reach its channel; the run is not affected.",
    remedy: "Check the channel named in the message with sluice alerts test.",
  },
  EAGER_LIMIT_EXCEEDED: {
    retryable: false,
    meaning: "An eager run collected more documents than its limit.",
    remedy: "Use streamEvents() or iterResults(), whose memory does not grow.",
  },
  API_REMOVED: {
    retryable: false,
    meaning: "A deprecated method was called after its time.",
    remedy: "Call what the message names; the codemod rewrites calls, docs/migration.md shows each form.",
  },
  LOG_UNWRITABLE: {
    retryable: false,
    meaning: "The event log cannot be opened or written: path, permissions, space.",
    remedy: "Mend what the message names, then open the log again; what was written stays readable.",
  },
  LOG_DAMAGED: {
    retryable: false,
    meaning: "The event log is damaged before its tail, or a part of it is missing.",
    remedy: "Look at the file and the line named in the message, restore it, or read leniently; nothing was changed.",
  },
  LOG_OFFSET_EXPIRED: {
    retryable: false,
    meaning: "A reader asked for events that the retention of the log has removed.",
    remedy: "Read from the first offset named in the message, or keep more of the log.",
  },
  LOG_TRUNCATED: {
    retryable: false,
    meaning: "The event log ends before what a consumer of it has acknowledged.",
    remedy: "Restore the log, or remove the consumer's offset file named in the message to start over.",
  },
  SUBSCRIBER_TOO_SLOW: {
    retryable: false,
    meaning: "A subscriber of the event bus was disconnected, because more events waited for it than it allows.",
    remedy: "Make the subscriber faster, raise its capacity, or choose another overflow policy.",
  },
  BROKER_UNAVAILABLE: {
    retryable: true,
    meaning: "A message broker cannot be reached, refuses what is asked, or has not acknowledged in time.",
    remedy: "Look at the cause: address, login, topic. The log keeps what is not acknowledged, and forwarding goes on when the broker is back.",
  },
  EVENT_INVALID: {
    retryable: false,
    meaning: "A value read from a log or a request is not an event.",
    remedy: "Look at the value at the position named.",
  },
  DEPENDENCY_MISSING: {
    retryable: false,
    meaning: "An optional package is needed and not installed.",
    remedy: "Install the package named in the message.",
  },
} as const satisfies Record<string, ErrorCatalogueEntry>;

/** A code of the catalogue. */
export type ErrorCode = keyof typeof errorCatalogue;
