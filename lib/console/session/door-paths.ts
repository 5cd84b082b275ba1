const DOOR_PATHS = ["/sign-in", "/signed-in", "/enter", "/sign-out", "/signed-out"] as const;
export type DoorPath = (typeof DOOR_PATHS)[number];

/** Whether a path below /console belongs to coming in and leaving, and is open to whoever is not in. */
export const isDoor = (path: string): path is DoorPath => DOOR_PATHS.some((one) => one === path);
