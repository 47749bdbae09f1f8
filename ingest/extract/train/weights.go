package main

import (
	"fmt"
	"strconv"
	"strings"
)

// setWeights reads weights of sources.
func (c *command) setWeights(list string) error {
	c.weights = map[string]float32{}
	for pair := range strings.SplitSeq(list, ",") {
		source, text, _ := strings.Cut(pair, "=")
		weight, err := strconv.ParseFloat(text, 32)
		if err != nil {
			return fmt.Errorf("weight of %s: %w", source, err)
		}
		c.weights[source] = float32(weight)
	}
	return nil
}

// weigh gives sources the weights asked for; 0 leaves a source out.
func (c *command) weigh(all []source) {
	for i := range all {
		if weight, ok := c.weights[all[i].name]; ok {
			all[i].weight = weight
		}
		if all[i].weight == 0 {
			all[i].sentences = nil
		}
	}
}
