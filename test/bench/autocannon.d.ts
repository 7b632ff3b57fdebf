/** The little of autocannon that the benchmarks use; it brings no types of its own. */
declare module 'autocannon' {
  type Request =
    { method: 'POST'; headers: Record<string, string>; body: string } | { method: 'GET'; path: string }
  type Result = {
    requests: { average: number }
    latency: { p99: number }
    non2xx: number
    errors: number
  }
  export default function autocannon(options: {
    url: string
    connections: number
    duration: number
    requests: Request[]
  }): Promise<Result>
}
