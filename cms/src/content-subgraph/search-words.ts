import { isPublic } from './public-page'

/** Written out where it is used: while PostgreSQL builds an index, one function does not find another. */
const plain = `lower(normalize(coalesce(content, ''), NFKC))`

/**
 * Full-text search in Chinese without an extension: PostgreSQL's own parser takes a whole sentence for one word, so
 * text is cut into single characters and pairs of neighbours, and Latin letters and digits into runs. What is
 * searched is cut alike, into the longest pieces; an index of arrays finds what holds them all, and whether they
 * stand together is looked at afterwards.
 */
export const searchFunctions = [
  `CREATE OR REPLACE FUNCTION andon_plain(content text) RETURNS text
     LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT ${plain} $$`,
  `CREATE OR REPLACE FUNCTION andon_block_text(blocks jsonb) RETURNS text
     LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
       SELECT coalesce(string_agg(coalesce(words, ''), ' ' ORDER BY position), '')
         FROM jsonb_array_elements(CASE jsonb_typeof(blocks) WHEN 'array' THEN blocks ELSE '[]' END)
              WITH ORDINALITY AS block (node, position)
         CROSS JOIN LATERAL (SELECT string_agg(found #>> '{}', '') AS words
                               FROM jsonb_path_query(node, 'strict $.**.text', '{}', true) AS found) AS inner_text $$`,
  `CREATE OR REPLACE FUNCTION andon_words(content text, whole boolean) RETURNS text[]
     LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
       SELECT coalesce(array_agg(DISTINCT word), '{}')
         FROM regexp_matches(${plain}, '[㐀-鿿]+|[a-z0-9]+', 'g') AS run
         CROSS JOIN LATERAL (
           SELECT run[1] AS word WHERE run[1] ~ '^[a-z0-9]' OR length(run[1]) = 1
           UNION ALL
           SELECT substr(run[1], i, 2) FROM generate_series(1, length(run[1]) - 1) AS i WHERE run[1] !~ '^[a-z0-9]'
           UNION ALL
           SELECT substr(run[1], i, 1) FROM generate_series(1, length(run[1])) AS i
             WHERE whole AND run[1] !~ '^[a-z0-9]') AS pieces $$`,
]

const published = (alias: string): string =>
  `${alias}.published_at IS NOT NULL AND ${alias}.disclosure = 'ACTIVE'`

export type SearchKind = 'NOTICE' | 'CASE_PUBLICATION' | 'POLICY' | 'FAQ'

/** What of each type is searched, from its own row; the same words stand in the index and in the question. */
export const searched: Record<SearchKind, { table: string; title: string; text: string; only?: string }> = {
  NOTICE: {
    table: 'notices',
    title: 't.title',
    text: `t.title || ' ' || coalesce(t.summary, '') || ' ' || coalesce(t.doc_number, '') || ' ' || coalesce(t.issuer, '') || ' ' || andon_block_text(t.body)`,
  },
  CASE_PUBLICATION: {
    table: 'case_publications',
    title: 't.title',
    text: `t.title || ' ' || andon_block_text(t.body)`,
  },
  POLICY: {
    table: 'policies',
    title: 't.title',
    text: `t.title || ' ' || coalesce(t.summary, '') || ' ' || coalesce(t.doc_number, '') || ' ' || andon_block_text(t.body)`,
    only: `NOT EXISTS (SELECT 1 FROM policies newer WHERE newer.code = t.code AND newer.version > t.version AND ${published('newer')})`,
  },
  FAQ: { table: 'faqs', title: 't.question', text: `t.question || ' ' || andon_block_text(t.answer)` },
}

export const searchIndexes = Object.values(searched).map(
  ({ table, text }) => `CREATE INDEX IF NOT EXISTS ${table}_words_idx ON ${table}
    USING gin (andon_words(${text.replaceAll('t.', '')}, true)) WHERE ${published(table)}`,
)

/** The rows of one type that hold every word. Values: the search, and its pieces. */
export function matchesOf(kind: SearchKind): string {
  const { table, title, text, only = 'true' } = searched[kind]
  return `SELECT '${kind}' AS kind, t.document_id AS "documentId", t.published_at AS "publishedAt",
      to_char(t.published_at, 'YYYY-MM-DD"T"HH24:MI:SS.US') AS position, ${title} AS title, ${text} AS words
    FROM ${table} t
    WHERE ${isPublic(table, 't')} AND ${only} AND andon_words(${text}, true) @> andon_words(?, false)
      AND NOT EXISTS (SELECT 1 FROM unnest(?::text[]) AS piece WHERE strpos(andon_plain(${text}), andon_plain(piece)) = 0)`
}
