/** What a request fixes; whatever is absent is chosen. */
export interface PlacementConstraints {
  /** llama.cpp `-ngl`. Given explicitly, the engine's own split over all devices is used, as it would be without our advice. */
  readonly gpuLayers?: 'all' | number;
  readonly cpuMoeLayers?: number;
  readonly tensorParallel?: number;
  readonly pipelineParallel?: number;
}
