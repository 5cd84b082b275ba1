import { isGivenUp } from "./database-error.ts";

/** A statement as it is sent. With a name it is prepared. */
export type Part = { name?: string; text: string; values: unknown[] };

/** Statements that are sent at once, and how long each may take on the server and wait there for any one lock. */
export type Bounded = {
  parts: Part[];
  lockTimeoutMs: number;
  statementTimeoutMs: number;
  /** How long we wait for the answers. */
  answerMs: number;
};

type Answer = { rows: unknown[] };
type Callback = (error: Error | null | undefined, answers: Answer[]) => void;

/** What both drivers' connections have: PostgreSQL's extended protocol, a method a message. */
type Connection = {
  parsedStatements: Record<string, string | undefined>;
  submittedNamedStatements: Record<string, string>;
  parse(message: object): void;
  bind(message: { values?: unknown[]; valueMapper?: (value: unknown) => unknown }): void;
  describe(message: object): void;
  execute(message: object): void;
  close(message: object): void;
  sync(): void;
  stream?: { cork?(): void; uncork?(): void };
};

/** What both drivers make of a statement: node-postgres' own class, of which Neon's driver carries a copy. */
type Query = {
  name?: string;
  text: string;
  prepare(connection: Connection): void;
  hasBeenParsed(connection: Connection): unknown;
  _getRows(connection: Connection): void;
  handleRowDescription(message: object): void;
  handleDataRow(row: object): void;
  handleCommandComplete(command: object, connection: Connection): void;
  handleReadyForQuery(connection: Connection): void;
};
type QueryClass = new (config: Part & { callback(error: Error | null, answer: Answer): void }) => Query;

type Client = {
  query(query: Batch): unknown;
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
 * The limits go with the statements in the same round trip. What is sent before one Sync is one transaction: all of it happens, or nothing,
 * `set_config(..., true)` ends with it, and a pooler keeps it on one server connection. Poolers refuse such settings when a connection begins,
 * and a `SET` would stay for whoever is lent the server's connection next. See docs/adr/0017-the-server-gives-up-first.md.
 */
export function boundedPool(pool: UnboundedPool) {
  let OneOfMany: QueryClass | undefined;
  // A connection that breaks tells its statement, and then whoever listens to it. The pools listen while it is idle; in the moment in
  // which it is lent nobody would, and an error that nobody hears ends the process.
  pool.on("connect", (client) => client.on("error", () => {}));
  return {
    /** The answers, one a statement. */
    async query({ parts, answerMs, lockTimeoutMs, statementTimeoutMs }: Bounded): Promise<Answer[]> {
      // The drivers' types hide what their classes share.
      const client = (await pool.connect()) as Client;
      OneOfMany ??= oneOfMany((client.constructor as unknown as { Query: QueryClass }).Query);
      const Statement = OneOfMany;
      // What a pooler does not keep prepared has no name.
      const limits: Part = {
        ...(parts.some(({ name }) => name) && { name: SET_LIMITS_NAME }),
        text: SET_LIMITS,
        values: [String(lockTimeoutMs), String(statementTimeoutMs)],
      };
      return new Promise((resolve, reject) => {
        const batch = new Batch(Statement, [limits, ...parts], answerMs, (error, answers) => {
          client.release(error && !isGivenUp(error) ? error : undefined);
          // A driver that waits no longer says the error alone.
          error ? reject(error) : resolve(answers.slice(1));
        });
        client.query(batch);
      });
    },
    end: () => pool.end(),
  };
}

/** The driver's statement, without the Sync that would end the transaction after it. */
function oneOfMany(Query: QueryClass): QueryClass {
  return class OneOfMany extends Query {
    /** As PostgreSQL confirmed it, and nothing less: what follows an error is never parsed. */
    override hasBeenParsed({ parsedStatements }: Connection) {
      return this.name && parsedStatements[this.name] !== undefined;
    }

    override _getRows(connection: Connection) {
      connection.execute({});
    }
  };
}

/** Statements that a driver takes for one. It asks for the name and the text of whatever PostgreSQL says it has parsed. */
class Batch {
  readonly query_timeout: number;
  callback: Callback;
  private readonly statements: Query[];
  private readonly answers: Answer[] = [];
  private failure: Error | null = null;
  /** How many have been carried out. */
  private done = 0;

  constructor(Statement: QueryClass, parts: Part[], answerMs: number, callback: Callback) {
    this.query_timeout = answerMs;
    this.callback = callback;
    this.statements = parts.map((part, n) => {
      const told = (error: Error | null, answer: Answer) => {
        this.failure ??= error;
        this.answers[n] = answer;
      };
      return new Statement({ ...part, callback: told });
    });
  }

  get name() {
    return this.statements[this.done]?.name;
  }

  get text() {
    return this.statements[this.done]?.text;
  }

  /** A value that cannot be written is an error before anything is sent, or what came before it would happen. */
  submit(connection: Connection): Error | null {
    const messages = this.written(connection);
    if (this.failure) return this.failure;
    connection.stream?.cork?.();
    for (const send of messages) send();
    connection.sync();
    connection.stream?.uncork?.();
    return null;
  }

  private written(connection: Connection): (() => void)[] {
    const messages: (() => void)[] = [];
    const add = (send: () => void) => void messages.push(send);
    // With what this batch parses itself, without copying what the connection knows.
    const parsed: Connection["parsedStatements"] = Object.create(connection.parsedStatements);
    const paper: Connection = {
      parsedStatements: parsed,
      submittedNamedStatements: {},
      parse: (message) => add(() => connection.parse(message)),
      bind: ({ valueMapper = (value) => value, ...message }) => {
        const values = message.values?.map((value) => valueMapper(value)) ?? [];
        add(() => connection.bind({ ...message, values }));
      },
      describe: (message) => add(() => connection.describe(message)),
      execute: (message) => add(() => connection.execute(message)),
      close() {},
      sync() {},
    };
    for (const statement of this.statements) {
      statement.prepare(paper);
      if (statement.name) parsed[statement.name] = statement.text;
    }
    return messages;
  }

  handleRowDescription(message: object) {
    this.statements[this.done]?.handleRowDescription(message);
  }

  handleDataRow(row: object) {
    this.statements[this.done]?.handleDataRow(row);
  }

  handleCommandComplete(command: object, connection: Connection) {
    this.statements[this.done]?.handleCommandComplete(command, connection);
    this.done += 1;
  }

  handleError(error: Error) {
    this.callback(error, []);
  }

  handleReadyForQuery(connection: Connection) {
    for (const statement of this.statements) statement.handleReadyForQuery(connection);
    this.callback(this.failure, this.answers);
  }
}
