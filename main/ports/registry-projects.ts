export interface RegistryProject {
  /** Room left under its quota; undefined = none is set, or we may not know. */
  readonly freeBytes: number | undefined;
}

/**
 * Projects of a registry that keeps its repositories in such, as Harbor does: without the project there is no push.
 * PUSH_E0001 the sign-in is refused · E0003 unreachable · E0004 no usable answer · the signal's reason.
 */
export interface RegistryProjects {
  /** Whether this registry has projects at all. */
  areKept(registry: string, signal?: AbortSignal): Promise<boolean>;
  /** Undefined when there is none of this name. */
  find(registry: string, project: string, signal?: AbortSignal): Promise<RegistryProject | undefined>;
  /** Private. PUSH_E0007 when the user may not. */
  create(registry: string, project: string, signal?: AbortSignal): Promise<void>;
}
