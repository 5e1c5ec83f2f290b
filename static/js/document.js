// The types of the live documents (docs/game-document.schema.json), for the checker. No code.

/** @typedef {"home" | "away"} Side */
/** @typedef {{id: string, name: string, short_name?: string, abbreviation?: string, color?: string, text_color?: string, secondary?: string, logo?: string}} Team */
/** @typedef {{event_id: string, status: "scheduled" | "live" | "ended", format: "HALF" | "QUARTER", rules: string, tipoff_at?: number, venue?: string, rehearsal?: boolean, home: Team, away: Team}} Game */
/** @typedef {{order: number, home?: number, away?: number, session_id?: string}} PeriodScore */
/** @typedef {{home?: number, away?: number, periods?: {[period: string]: PeriodScore}}} Score */
/** @typedef {{period?: string, phase?: "pregame" | "period" | "break" | "ended", ms?: number, resolution_ms?: number, running?: boolean, shot_ms?: number, as_of?: number, zero_at?: number, by_hand?: boolean, reader?: boolean, countdown_ms?: number, jumped?: {from_ms: number, to_ms: number}, text?: string}} Clock */
/** @typedef {{[stat: string]: number}} Line */
/** @typedef {"rim" | "paint" | "mid-range" | "left corner" | "right corner" | "left arc" | "right arc"} Area */
/** @typedef {{team: Side, player?: string, at: number, period?: string, clock_ms?: number, made: boolean, three: boolean, x?: number, y?: number, distance?: number, zone?: number, advanced_zone?: number, attributes?: string[], area?: Area, assisted_by?: string, home?: number, away?: number, units?: {home?: string, away?: string}, corrected?: boolean}} Shot */
/** @typedef {{order: number, at: number, period?: string, clock_ms?: number, played_ms?: number, team?: Side, player?: string, kind: string, text?: string, points?: number, home?: number, away?: number, corrected?: boolean, was?: string}} Play */
/** @typedef {{team: Side, name?: string, first_name?: string, last_name?: string, jersey?: string, position?: string, picture?: string, starter?: boolean, active?: boolean, on_floor?: boolean, line: Line, plus_minus?: number, seconds?: number, periods?: {[period: string]: {seconds: number, plus_minus: number}}}} Player */
/** @typedef {{from_ms: number, to_ms?: number, plus_minus: number, points?: number}} Stint */
/** @typedef {{players: string[], source: string, since?: number}} Lineup */
/** @typedef {{team: Side, players: string[], seconds: number, points_for: number, points_against: number, possessions?: number, possessions_against?: number}} Unit */
/** @typedef {{line?: Line, fouls?: number, timeouts?: number, bonus?: "BONUS" | "BONUS+", paint?: number, second_chance?: number, off_turnovers?: number, fast_break?: number, bench?: number, possessions?: number, factors?: {efg?: number, turnover?: number, offensive_rebound?: number, free_throw?: number}}} TeamStats */
/** @typedef {{lead_changes?: number, times_tied?: number, biggest_lead?: {home?: number, away?: number}, run?: {team: Side, points: number}, runs?: {[number: string]: {team: Side, points: number, from_ms?: number, to_ms?: number}}}} Story */
/** @typedef {{state: "scheduled" | "catching-up" | "live" | "polling" | "stale" | "lost" | "ended", reason?: string, last_message_at?: number, seq?: number, rate?: number, barred?: {[resource: string]: string}, mismatches?: {[where: string]: string}, rejected?: {[number: string]: {at: number, source: string, reason: string}}, rejected_count?: number}} Feed */
/**
 * @typedef {object} GameDocument
 * @property {Game} [game]
 * @property {Score} [score]
 * @property {Clock} [clock]
 * @property {{team?: Side}} [possession]
 * @property {{[key: string]: Shot}} [shots]
 * @property {{[key: string]: Play}} [plays]
 * @property {{at: number, period?: string, clock_ms?: number, team?: Side, player?: string, kind: string, text?: string}} [latest]
 * @property {{[id: string]: Player}} [players]
 * @property {{home?: Lineup, away?: Lineup}} [lineups]
 * @property {{[key: string]: Unit}} [units]
 * @property {{[id: string]: {[number: string]: Stint}}} [stints]
 * @property {{[period: string]: {[who: string]: Line}}} [period_stats]
 * @property {{home?: TeamStats, away?: TeamStats}} [team_stats]
 * @property {Story} [story]
 * @property {{[id: string]: {order: number, name: string, jersey?: string, assignment?: string}}} [officials]
 * @property {Feed} [feed]
 */

/** @typedef {{name: string, event_id?: string, width: number, height: number, frame_rate?: number, delay_ms: number, team_order: "AWAY_FIRST" | "HOME_FIRST", swap: boolean, language: string, clock_policy: "hide" | "run" | "hold", trim_ms?: number, mark_rehearsal?: boolean, key_color?: string, theme?: {[token: string]: string}, css?: string, reload_at?: number, sponsor?: string}} OutputSettings */
/** @typedef {{output?: OutputSettings, program?: import("./air/zones.js").Program}} OutputDocument */
/** @typedef {{groups?: {[group: string]: {source: "AUTO" | "CORRECT" | "MANUAL" | "EXTERNAL", drop?: string[], patch?: {[key: string]: any}, by?: string, at?: number}}}} ManualDocument */

export {};
