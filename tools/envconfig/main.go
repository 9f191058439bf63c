// Prints what Ollama reads from the environment: every variable that it knows, with the value that it takes.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/ollama/ollama/envconfig"
)

func main() {
	values := map[string]string{}
	for name, variable := range envconfig.AsMap() {
		values[name] = fmt.Sprint(variable.Value)
	}
	if err := json.NewEncoder(os.Stdout).Encode(values); err != nil {
		panic(err)
	}
}
