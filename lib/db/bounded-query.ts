import { isGivenUp } from "./database-error.ts";

/** A statement, and how long it may take on the server and wait there for any one lock. With a name it is prepared. */
export type Bounded = {
  name?: string;
  text: string;
  values: unknown[];
  lockTimeoutMs: number;
  statementTimeoutMs: number;
};

type Answer = { rows: unknown[] };
type Callback = (error: Error | null | undefined, answer: Answer) => void;

/** What both drivers' connections have: PostgreSQL's extended protocol, a method a message. */
type Connection = {
  parsedStatements: Record<string, string | undefined>;
  parse(message: { name: string; text: string }): void;
  bind(message: { statement: string; values: string[] }): void;
  execute(message: object): void;
};

/** What both drivers make of a statement: node-postgres' own class, of which Neon's driver carries a copy. */
type Query = {
  name?: string;
  requiresPreparation(): boolean;
  prepare(connection: Connection): void;
  handleDataRow(row: object): void;
  handleCommandComplete(command: object, connection: Connection): void;
};
type QueryClass = new (config: {
  name?: string;
  text: string;
  values: unknown[];
  callback: Callback;
}) => Query;

type Client = {
  query(query: Query): unknown;
  on(event: "error", listener: () => void): unknown;
  release(error?: Error): void;
};

type UnboundedPool = {
  connect(): Promise<unknown>;
  on(event: "connect", listener: (client: Pick<Client, "on">) => void): unknown;
  end(): Promise<void>;
};

const SET_LIMITS = "select set_config('lock_timeout', $1, true), set_config('statement_timeout', $2, true)";
const SET_LIMITS_NAME = "limits";

/**
 * Runs statements that PostgreSQL itself gives up in time. Whoever only stops waiting leaves a backend behind that waits on for its
 * lock, and such backends pile up until no connection is left.
 *
 * The limits go with each statement in the same round trip. What is sent before one Sync is one transaction: `set_config(..., true)`
 * ends with the statement, and a pooler keeps both on one server connection. Poolers refuse such settings when a connection begins,
 * and a `SET` would stay for whoever is lent the server's connection next. See docs/adr/0017-the-server-gives-up-first.md.
 */
export function boundedPool(pool: UnboundedPool) {
  let BoundedQuery: ReturnType<typeof boundedQuery> | undefined;
  // A connection that breaks tells its statement, and then whoever listens to it. The pools listen while it is idle; in the moment in
  // which it is lent nobody would, and an error that nobody hears ends the process.
  pool.on("connect", (client) => client.on("error", () => {}));
  return {
    async query({ name, text, values, ...limits }: Bounded): Promise<Answer> {
      // The drivers' types hide what their classes share.
      const client = (await pool.connect()) as Client;
      BoundedQuery ??= boundedQuery((client.constructor as unknown as { Query: QueryClass }).Query);
      const Limited = BoundedQuery;
      return new Promise((resolve, reject) => {
        const query = new Limited({ name, text, values }, limits, (error, answer) => {
          client.release(error && !(query.isReusable && isGivenUp(error)) ? error : undefined);
          error ? reject(error) : resolve(answer);
        });
        client.query(query);
      });
    },
    end: () => pool.end(),
  };
}

/** The driver's statement, with its limits before it. */
function boundedQuery(Query: QueryClass) {
  return class BoundedQuery extends Query {
    readonly limits: string[];
    /** Whether the limits' own answer is behind us. */
    isLimited = false;
    /** The drivers take any prepared statement for their own: until the limits were prepared once, an error leaves them mistaken. */
    isReusable = false;

    constructor(
      statement: Pick<Bounded, "name" | "text" | "values">,
      { lockTimeoutMs, statementTimeoutMs }: Pick<Bounded, "lockTimeoutMs" | "statementTimeoutMs">,
      callback: Callback,
    ) {
      super({ ...statement, callback });
      this.limits = [String(lockTimeoutMs), String(statementTimeoutMs)];
    }

    /** Without values the drivers would send a text alone, which takes no limits along. */
    override requiresPreparation() {
      return true;
    }

    override prepare(connection: Connection) {
      // What a pooler does not keep prepared has no name.
      const name = this.name ? SET_LIMITS_NAME : "";
      const isPrepared = connection.parsedStatements[name] !== undefined;
      if (!isPrepared) connection.parse({ name, text: SET_LIMITS });
      connection.bind({ statement: name, values: this.limits });
      connection.execute({});
      this.isReusable = isPrepared || !this.name;
      super.prepare(connection);
    }

    override handleDataRow(row: object) {
      if (this.isLimited) super.handleDataRow(row);
    }

    override handleCommandComplete(command: object, connection: Connection) {
      if (this.isLimited) return super.handleCommandComplete(command, connection);
      this.isLimited = true;
      if (this.name) connection.parsedStatements[SET_LIMITS_NAME] = SET_LIMITS;
    }
  };
}
