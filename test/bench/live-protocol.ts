/** What the benchmark and its processes say to each other. Moments are `process.hrtime` in ms: one clock for all. */
export type ToClients =
  | { do: 'open'; url: string; count: number; init: string | undefined; subscribe: string | undefined }
  /** Tell when every client has had a message that holds these characters. */
  | { do: 'await'; round: string }
  | { do: 'close' }

export type FromClients = { told: 'opened' } | { told: 'arrived'; arrivals: number[]; text: string }

export type ToBare = { do: 'broadcast'; text: string } | { do: 'close' }
export type FromBare = { told: 'listening'; url: string } | { told: 'sent'; at: number }
