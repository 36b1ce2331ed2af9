/** What `prefer-stream-events` reports, and the titles of its suggestions in the editor. */
export const streamMessages = {
  eagerLoop: "runAsync() holds every document in memory for a loop that needs one at a time: read iterResults() or streamEvents()",
  eagerFigures: "runAsync() holds every document in memory though only counts or errors are read: read streamEvents()",
  eagerUnread: "runAsync() holds every document in memory though none is read: read iterResults() or streamEvents()",
  streamLoop: "Loop over the stream of iterResults()",
  streamCount: "Count the documents of iterResults()",
  streamErrors: "Collect the failures from streamEvents()",
  streamStats: "Take the figures from streamEvents()",
  streamDrain: "Read the stream of iterResults() to its end",
} as const;

export type StreamMessage = keyof typeof streamMessages;
