// The types of the live documents (docs/game-document.schema.json), for the checker. No code.

/** @typedef {"home" | "away"} Side */
/** @typedef {{id: string, name: string, short_name?: string, abbreviation?: string, color?: string, text_color?: string, logo?: string}} Team */
/** @typedef {{event_id: string, status: "scheduled" | "live" | "ended", format: "HALF" | "QUARTER", rules: string, tipoff_at?: number, venue?: string, rehearsal?: boolean, home: Team, away: Team}} Game */
/** @typedef {{order: number, home?: number, away?: number, session_id?: string}} PeriodScore */
/** @typedef {{home?: number, away?: number, periods?: {[period: string]: PeriodScore}}} Score */
/** @typedef {{period?: string, phase?: "pregame" | "period" | "break" | "ended", ms?: number, resolution_ms?: number, running?: boolean, shot_ms?: number, as_of?: number, zero_at?: number, countdown_ms?: number, jumped?: {from_ms: number, to_ms: number}, text?: string}} Clock */
/** @typedef {{[stat: string]: number}} Line */
/** @typedef {{team: Side, player?: string, at: number, period?: string, clock_ms?: number, made: boolean, three: boolean, x?: number, y?: number, distance?: number, zone?: number, advanced_zone?: number, attributes?: string[], assisted_by?: string, corrected?: boolean}} Shot */
/** @typedef {{order: number, at: number, period?: string, clock_ms?: number, team?: Side, player?: string, kind: string, text?: string, points?: number, home?: number, away?: number, corrected?: boolean, was?: string}} Play */
/** @typedef {{team: Side, name?: string, first_name?: string, last_name?: string, jersey?: string, position?: string, picture?: string, starter?: boolean, active?: boolean, on_floor?: boolean, line: Line, plus_minus?: number, seconds?: number}} Player */
/** @typedef {{players: string[], source: string, since?: number}} Lineup */
/** @typedef {{team: Side, players: string[], seconds: number, points_for: number, points_against: number}} Unit */
/** @typedef {{line?: Line, fouls?: number, timeouts?: number, bonus?: "BONUS" | "BONUS+"}} TeamStats */
/** @typedef {{lead_changes?: number, times_tied?: number, biggest_lead?: {home?: number, away?: number}, run?: {team: Side, points: number}}} Story */
/** @typedef {{state: "scheduled" | "catching-up" | "live" | "polling" | "stale" | "lost" | "ended", reason?: string, last_message_at?: number, seq?: number, barred?: {[resource: string]: string}, mismatches?: {[where: string]: string}, rejected?: {[number: string]: {at: number, source: string, reason: string}}, rejected_count?: number}} Feed */
/**
 * @typedef {object} GameDocument
 * @property {Game} [game]
 * @property {Score} [score]
 * @property {Clock} [clock]
 * @property {{team?: Side}} [possession]
 * @property {{[key: string]: Shot}} [shots]
 * @property {{[key: string]: Play}} [plays]
 * @property {Play & {key: string}} [latest]
 * @property {{[id: string]: Player}} [players]
 * @property {{home?: Lineup, away?: Lineup}} [lineups]
 * @property {{[key: string]: Unit}} [units]
 * @property {{[period: string]: {[who: string]: Line}}} [period_stats]
 * @property {{home?: TeamStats, away?: TeamStats}} [team_stats]
 * @property {Story} [story]
 * @property {{[id: string]: {order: number, name: string, jersey?: string, assignment?: string}}} [officials]
 * @property {Feed} [feed]
 */

/** @typedef {{name: string, event_id?: string, width: number, height: number, delay_ms: number, team_order: "AWAY_FIRST" | "HOME_FIRST", swap: boolean, language: string, clock_policy: "hide" | "run" | "hold", mark_rehearsal?: boolean, key_color?: string}} OutputSettings */
/** @typedef {{output?: OutputSettings, program?: {graphics?: {[slot: string]: {graphic: string, step?: number, data?: {[key: string]: any}}}}}} OutputDocument */
/** @typedef {{groups?: {[group: string]: {source: "AUTO" | "CORRECT" | "MANUAL" | "EXTERNAL", patch?: {[key: string]: any}, by?: string, at?: number}}}} ManualDocument */

export {};
